-- A person has one default view for each page of a workspace.
CREATE UNIQUE INDEX "SavedView_one_default_key" ON "SavedView" ("ownerId", "workspaceId", "page") WHERE "isDefault";
