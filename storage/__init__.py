"""The database: tables, migrations, unit of work, one repository a group of tables."""
