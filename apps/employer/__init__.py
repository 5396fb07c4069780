"""The employer: it asks for skills, checks what applicants show, decides, and issues what work has taught."""
