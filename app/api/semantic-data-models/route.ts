import { createSemanticModel, listSemanticModels } from "@/lib/contracts/console/endpoints/semantic-models";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(listSemanticModels, createSemanticModel);
