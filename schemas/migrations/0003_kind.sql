-- What kind of document it is: told by the layouts of schemas/layouts, "other" where none fits. A column's comment stands before the semicolon, so
-- that SQLite keeps it.
ALTER TABLE documents ADD COLUMN kind TEXT /* memo, letter, order, announcement, report, plan, minutes, form, law, slides, table or other */;
