"""Row policies as migration operations: each table that has a company gets its lock where the table is made.

The functions are asked in sub-selects: Postgres then asks once for a query, and not once for a row.
"""

from django.db.migrations import RunSQL

FUNCTIONS = RunSQL(
    """
    CREATE FUNCTION current_company() RETURNS uuid LANGUAGE sql STABLE
      AS $$ SELECT nullif(current_setting('colloquy.company', true), '')::uuid $$;
    CREATE FUNCTION current_person() RETURNS bigint LANGUAGE sql STABLE
      AS $$ SELECT nullif(current_setting('colloquy.person', true), '')::bigint $$;
    CREATE FUNCTION current_bearer() RETURNS text LANGUAGE sql STABLE
      AS $$ SELECT nullif(current_setting('colloquy.bearer', true), '') $$;
    """,
    "DROP FUNCTION current_company(); DROP FUNCTION current_person(); DROP FUNCTION current_bearer();",
)


EVERYTHING = ("ALL",)
APPEND_ONLY = ("SELECT", "INSERT")
# Rows go with what they belong to, and are never changed.
NEVER_CHANGED = ("SELECT", "INSERT", "DELETE")
# For tables to which `let_add` lets rows be added.
READ_AND_REMOVED = ("SELECT", "DELETE")


def lock(table: str, *, owns: str = "company_id = (SELECT current_company())", commands: tuple[str, ...] = EVERYTHING) -> RunSQL:
    """Bind every role but the bypassing one to its own company's rows, and to these commands."""
    policies = "".join(
        f"CREATE POLICY own_company_{command.lower()} ON {table} FOR {command} {'WITH CHECK' if command == 'INSERT' else 'USING'} ({owns});"
        for command in commands
    )
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY; {policies}",
        "".join(f"DROP POLICY own_company_{command.lower()} ON {table};" for command in commands)
        + f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def share(table: str, *, parent: str = "", by: str = "") -> RunSQL:
    """Let everybody read what has no company, and each company read and write its own.

    A row is written only under a parent of the same company: under another's, or the library's, it would stand in their way.
    """
    own = "company_id = (SELECT current_company())"
    kept = f"{own} AND EXISTS (SELECT FROM {parent} p WHERE p.id = {table}.{by} AND p.company_id = {table}.company_id)" if parent else own
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY own_or_shared_select ON {table} FOR SELECT USING (company_id IS NULL OR {own});"
        f"CREATE POLICY own_company_insert ON {table} FOR INSERT WITH CHECK ({kept});"
        f"CREATE POLICY own_company_update ON {table} FOR UPDATE USING ({own}) WITH CHECK ({kept});"
        f"CREATE POLICY own_company_delete ON {table} FOR DELETE USING ({own});",
        f"DROP POLICY own_or_shared_select ON {table}; DROP POLICY own_company_insert ON {table};"
        f"DROP POLICY own_company_update ON {table}; DROP POLICY own_company_delete ON {table};"
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def let_see(table: str, name: str, condition: str) -> RunSQL:
    """Let the rows that meet a condition be read before a company is chosen."""
    return RunSQL(
        f"CREATE POLICY {name} ON {table} FOR SELECT USING ({condition});",
        f"DROP POLICY {name} ON {table};",
    )


def let_add(table: str) -> RunSQL:
    """Let rows be added outside of a company's scope, many companies' in one statement. What binds them is a parent of their own
    company (`bind`), and whoever reads or removes them needs the scope."""
    return RunSQL(f"CREATE POLICY anybody_insert ON {table} FOR INSERT WITH CHECK (true);", f"DROP POLICY anybody_insert ON {table};")


def bindable(parent: str) -> RunSQL:
    """Let rows of other tables be bound to this one's together with its company. Two apps may want that of a table, and whichever
    is migrated first makes it so."""
    name = f"{parent}_with_company"
    return RunSQL(
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = '{name}')"
        f" THEN ALTER TABLE {parent} ADD CONSTRAINT {name} UNIQUE (id, company_id); END IF; END $$;",
        f"ALTER TABLE {parent} DROP CONSTRAINT IF EXISTS {name};",
    )


def bind(table: str, column: str, parent: str) -> RunSQL:
    """Let a row hang on one of its own company's rows alone: foreign keys pass by every policy, and so ask for the company too.

    Under another's row it would tell that this is there, and keep it from being deleted.
    """
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_own FOREIGN KEY ({column}, company_id)"
        f" REFERENCES {parent} (id, company_id) DEFERRABLE INITIALLY DEFERRED;",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_own;",
    )
