import { nextAuthRoute } from "@/lib/contracts/console/endpoints/next-auth";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nextAuthRoute;
