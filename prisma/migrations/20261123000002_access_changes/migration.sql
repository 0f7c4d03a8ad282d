-- Every process keeps for a moment who stands behind a credential. Whatever changes that is announced here, so that no
-- command can forget to: `user:<id>`, `credential:<id>` or `everybody`.

CREATE FUNCTION announce_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('muster_access', 'user:' || OLD."id");
  RETURN NULL;
END $$;
CREATE TRIGGER "User_access" AFTER UPDATE OF "email", "name", "instanceAdmin", "disabledAt", "defaultWorkspaceId", "passwordHash" OR DELETE
  ON "User" FOR EACH ROW EXECUTE FUNCTION announce_user();

CREATE FUNCTION announce_credential() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('muster_access', 'credential:' || OLD."id");
  RETURN NULL;
END $$;
CREATE TRIGGER "Session_access" AFTER DELETE OR UPDATE OF "expiresAt", "workspaceId" ON "Session"
  FOR EACH ROW EXECUTE FUNCTION announce_credential();
CREATE TRIGGER "ApiKey_access" AFTER DELETE OR UPDATE OF "secretHash", "previousHash", "previousUntil", "scopes", "contract", "expiresAt", "revokedAt"
  ON "ApiKey" FOR EACH ROW EXECUTE FUNCTION announce_credential();

CREATE FUNCTION announce_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('muster_access', 'user:' || coalesce(NEW."userId", OLD."userId"));
  RETURN NULL;
END $$;
CREATE TRIGGER "Membership_access" AFTER INSERT OR UPDATE OR DELETE ON "Membership" FOR EACH ROW EXECUTE FUNCTION announce_member();

CREATE FUNCTION announce_share() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE person text := coalesce(NEW."userId", OLD."userId");
BEGIN
  IF person IS NOT NULL THEN PERFORM pg_notify('muster_access', 'user:' || person); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Share_access" AFTER INSERT OR UPDATE OR DELETE ON "Share" FOR EACH ROW EXECUTE FUNCTION announce_share();

CREATE FUNCTION announce_workspace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('muster_access', 'everybody');
  RETURN NULL;
END $$;
CREATE TRIGGER "Workspace_access" AFTER UPDATE OF "slug", "name", "whoMaySubmit" ON "Workspace"
  FOR EACH STATEMENT EXECUTE FUNCTION announce_workspace();
