"""The only room that speaks SQL: tables, migrations, and plain functions that take the transaction first."""
