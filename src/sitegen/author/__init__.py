"""What the author's commands write and read, as pure functions: texts, answers of services, figures."""
