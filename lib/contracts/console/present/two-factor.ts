import { renderSVG } from "uqr";
import type { Enrolment } from "@/lib/contracts/console/wire/two-factor";
import type { Enrolment as Begun } from "@/lib/domain/two-factor/begin-two-factor";

/** The secret as text, as address, and as a QR code in black on white, which every camera reads. */
export function toEnrolment({ secret, uri }: Begun): Enrolment {
  return { secret, uri, qrSvg: renderSVG(uri, { border: 2, pixelSize: 6, whiteColor: "#fff", blackColor: "#000" }) };
}
