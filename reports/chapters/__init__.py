"""The report's chapters: each turns the content into what its template prints, and no more."""
