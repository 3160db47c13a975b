"""The headless half of diplo-reader: reading, cleaning, extracting, indexing and keeping; nothing here draws.

No module below imports ``tui``, ``textual`` or ``rich``.
"""
