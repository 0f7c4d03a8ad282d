/** What using a link shows of the person's e-mail: `admin`, an instance admin vouches for it. */
export type AddressProof = "admin";

/** What a link proves that its maker hands over: an instance admin vouches, an admin of a workspace does not. */
export function proofOfLinkBy(maker: { instanceAdmin: boolean }): AddressProof | null {
  return maker.instanceAdmin ? "admin" : null;
}
