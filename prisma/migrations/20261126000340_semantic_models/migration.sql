-- AlterTable
ALTER TABLE "SemanticDataModel" ADD COLUMN     "connectionNames" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "size" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "DataConnection" DROP COLUMN "isMutable";

-- CreateIndex
CREATE INDEX "SemanticDataModel_connectionNames_idx" ON "SemanticDataModel" USING GIN ("connectionNames");

-- What the new columns say of the models that are there.
UPDATE "SemanticDataModel" m SET "size" = octet_length(m."semanticModel"::text), "connectionNames" = ARRAY(
  SELECT DISTINCT v #>> '{}' FROM jsonb_path_query(m."semanticModel", 'strict $.**.data_connection_name') v
  WHERE jsonb_typeof(v) = 'string' AND v #>> '{}' <> '');
