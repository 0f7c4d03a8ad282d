const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Connection refused",
  ECONNRESET: "The server closed the connection",
  EPIPE: "The server closed the connection",
  UND_ERR_SOCKET: "The server closed the connection",
  ENOTFOUND: "The host name is unknown",
  EAI_AGAIN: "The host name could not be looked up",
  ETIMEDOUT: "No answer in time",
  UND_ERR_CONNECT_TIMEOUT: "No answer in time",
  EHOSTUNREACH: "The host cannot be reached",
  ENETUNREACH: "The network cannot be reached",
  CERT_HAS_EXPIRED: "The server's certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The server's certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "The server's certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The server's certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "The server's certificate is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "The server's certificate is for another host",
};

/** What a network error means, in words for people; null for one that is not known. */
export function networkWords(code: unknown): string | null {
  return typeof code === "string" ? (sentences[code] ?? null) : null;
}
