import { createSavedView, listSavedViews } from "@/lib/contracts/console/endpoints/views";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(listSavedViews, createSavedView);
