import "@/lib/client/zod-setup";
