"""Web pages: their markup is read (`reading`) into blocks (`target`); `main_text` chooses among these."""
