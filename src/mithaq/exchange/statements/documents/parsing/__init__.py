"""What the child process does with the bytes of a DOCX, an HTML page or a PDF."""
