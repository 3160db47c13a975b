"""What the reader says of facts: which fact is meant, its explanation, and keeping that it is right or wrong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from index.errors import DiploError
from tui.answers import Corrected, Failed
from tui.i18n import _
from tui.judging import facts_at
from tui.outline import SpeakerEntry
from tui.screens.background import start

if TYPE_CHECKING:
    from index.notebook import Fact, Judged
    from tui.answers import Opened
    from tui.reading import Target
    from tui.screens.fact_panel import FactPanel
    from tui.screens.reading_room import ReadingRoom

TARGETS = {"entity": "name", "quote": "quote", "visit": "visit", "date": "date"}
"""The kind of fact that a jump stops at."""


class FactDesk:
    """Works on the article that the *room* has open."""

    def __init__(self, room: ReadingRoom) -> None:
        self._room = room
        self._jumped: tuple[str, int, str] | None = None
        """The article and place that the last jump led to, and the kind of fact that was looked for."""
        self._turn = 0
        """Which of the facts at one place is meant."""
        self._panel: FactPanel | None = None

    def jumped(self, target: Target) -> None:
        """Note that the cursor came where it is by looking for *target*."""
        if self._room.opened is not None:
            article = self._room.opened.reading.article.id
            self._jumped = (article, self._room.article.cursor, TARGETS[target])

    def explain(self) -> None:
        """Explain the fact that is meant; where an explanation is open, the next fact at the same place."""
        if self._panel is not None:
            self._explain_next()
            return
        self._turn = 0
        pointed = self._pointed()
        if pointed:
            self._show(pointed)

    def confirm(self) -> None:
        """Keep that the fact is right as it is shown."""
        self._judge(wrong=False)

    def reject(self) -> None:
        """Keep that the fact is wrong."""
        self._judge(wrong=True)

    def correct(self) -> None:
        """Open the form for the fact."""
        judged, opened = self._judgeable(), self._room.opened
        if judged is None or opened is None:
            return
        from tui.screens.correction_form import CorrectionForm

        if judged.verdict == "reject":
            self._say(_("It is rejected; + takes it back in, then c corrects it"))
            return
        self._close()
        form = CorrectionForm(self._room.reader.library, opened, judged)
        self._room.app.push_screen(form, self._corrected)

    def show(self, corrected: Corrected) -> None:
        """Show the open article with what has changed."""
        room, renewed = self._room, corrected.opened
        room.say(corrected.notice)
        if renewed is None or room.opened is None:
            return
        if renewed.stored[0].id == room.opened.stored[0].id:
            room.opened = renewed
            room.article.renew(renewed.reading)
            room.pane.renew_outline(renewed.outline)

    # Which fact is meant

    def _pointed(self) -> list[Any]:
        """What the keys are about, what is meant first; says why where there is nothing."""
        room = self._room
        if room.opened is None:
            self._say(_("Open an article first: Enter opens the selected one"))
            return []
        if room.context == "pane":
            about = room.pane.pointed
            if about is None:
                self._say(_("There is nothing to explain in this row; its facts are the rows below"))
            return [about] if about is not None else []
        found: list[Judged[Any]] = facts_at(room.opened.corrected, room.article.cursor, room.article.hidden)
        if not found:
            self._say(
                _(
                    "No fact stands under the cursor: ] and [ with e, q, v or d go to one, Tab to the side pane"
                )
            )
        here = (room.opened.reading.article.id, room.article.cursor)
        if self._jumped is not None and self._jumped[:2] == here:
            from index.notebook import kind_of

            found.sort(key=lambda judged: kind_of(judged.fact) != self._jumped[2])  # type: ignore[index]
        return found

    def _judgeable(self) -> Judged[Any] | None:
        """The fact that is meant, if it is one that can be judged; says why where it is none."""
        from index.notebook import Judged

        if self._panel is None:
            self._turn = 0
        pointed = self._pointed()
        about = pointed[self._turn % len(pointed)] if pointed else None
        if about is None or isinstance(about, Judged):
            return about
        if isinstance(about, SpeakerEntry):
            self._say(_("Each quote is judged by itself: Enter lists the quotes of the speaker"))
        else:
            self._say(_("This correction has no effect; judge what stands in the article now"))
        return None

    # What is done with it

    def _judge(self, *, wrong: bool) -> None:
        judged, opened = self._judgeable(), self._room.opened
        if judged is None or opened is None:
            return
        self._close()
        start(
            self._room,
            partial(self._keep, opened, judged, None if wrong else judged.fact),
            group="notebook",
        )

    async def _keep(self, opened: Opened, judged: Judged[Any], wanted: Fact | None) -> None:
        try:
            self._room.post_message(await self._room.reader.library.correct(opened, judged, wanted))
        except DiploError as error:
            self._room.post_message(Failed(error))

    def _corrected(self, corrected: Corrected | None) -> None:
        self._room.reader.hint()
        if corrected is not None:
            self.show(corrected)

    # The explanation

    def _show(self, pointed: list[Any]) -> None:
        from tui.screens.fact_panel import FactPanel

        self._panel = FactPanel()
        self._room.app.push_screen(self._panel, self._panel_closed)
        self._fill(pointed)

    def _explain_next(self) -> None:
        pointed = self._pointed()
        if len(pointed) == 1:
            self._say(_("There is no other fact at this place"))
        elif pointed:
            self._turn = (self._turn + 1) % len(pointed)
            self._fill(pointed)

    def _fill(self, pointed: list[Any]) -> None:
        from index.notebook import Judged
        from tui.explaining import explain, explain_detached, explain_speaker

        opened = self._room.opened
        if self._panel is None or opened is None:
            return
        about = pointed[self._turn]
        if isinstance(about, Judged):
            explanation = explain(about, opened.corrected)
        elif isinstance(about, SpeakerEntry):
            explanation = explain_speaker(about, opened.corrected)
        else:
            explanation = explain_detached(about)
        self._panel.show(explanation, self._turn + 1, len(pointed))

    def _panel_closed(self, _result: None) -> None:
        self._panel = None
        self._room.reader.hint()

    def _close(self) -> None:
        """Close the explanation; what is done next says its outcome in the room."""
        if self._panel is not None:
            self._panel.dismiss()
            self._panel = None

    def _say(self, text: str) -> None:
        (self._panel or self._room).say(text, "warning")
