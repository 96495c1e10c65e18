"""What editors may do in rich text."""

PARAGRAPH = ["bold", "italic", "link", "ul", "ol", "fact"]
PROSE = ["h2", "h3", *PARAGRAPH, "document-link"]
