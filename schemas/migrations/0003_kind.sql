-- What kind of document it is (schemas/layouts): memo, letter, order, announcement, report, plan, minutes, form, law, slides, table, other.
ALTER TABLE documents ADD COLUMN kind TEXT; -- memo, letter, order, announcement, report, plan, minutes, form, law, slides, table or other
