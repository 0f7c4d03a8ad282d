"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ShieldCheck, ShieldOff } from "lucide-react";
import { lazy, useState } from "react";
import { PageHeader } from "@/components/patterns/page-header";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { FirstUse } from "@/components/ui/on-demand";
import { showToast } from "@/components/ui/toaster";
import { removeTwoFactor, renewRecoveryCodes } from "@/lib/client/account-queries";
import { useConsoleSession } from "@/lib/client/console-session";
import type { Enrolment } from "@/lib/contracts/console/wire/two-factor";
import { RecoveryCodesDialog } from "./recovery-codes-dialog";

const BeginDialog = lazy(() => import("./begin-two-factor-dialog"));
const EnrolDialog = lazy(() => import("./enrol-dialog").then(({ EnrolDialog }) => ({ default: EnrolDialog })));
const ProofDialog = lazy(() => import("./proof-dialog"));

/** The second factor of signing in. */
export function TwoFactorSettings() {
  const { me } = useConsoleSession();
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <>
      <PageHeader
        title="Two-factor"
        description="A code from your phone besides your password, so that a stolen password is not enough."
        badges={
          me.twoFactor ? (
            <Badge tone="success" icon={<ShieldCheck aria-hidden />}>
              On
            </Badge>
          ) : (
            <Badge icon={<ShieldOff aria-hidden />}>Off</Badge>
          )
        }
      />
      {me.twoFactor ? <SwitchedOn onCodes={setCodes} /> : <SwitchedOff onCodes={setCodes} />}
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />
    </>
  );
}

type OnCodes = { onCodes: (codes: string[]) => void };

function SwitchedOff({ onCodes }: OnCodes) {
  const [asking, setAsking] = useState(false);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  return (
    <Card>
      <CardHeader title="Authenticator app" description="Any app that shows six-digit codes (TOTP)." />
      <CardBody className="text-muted text-sm">
        You scan a QR code once; from then on you enter the code that the app shows when you sign in. Ten recovery codes
        help when the phone is not at hand.
      </CardBody>
      <CardFooter className="justify-end">
        <Button variant="primary" onClick={() => setAsking(true)}>
          Set up two-factor
        </Button>
      </CardFooter>
      <FirstUse when={asking}>
        <BeginDialog open={asking} onOpenChange={setAsking} onBegun={setEnrolment} />
      </FirstUse>
      <FirstUse when={enrolment !== null}>
        <EnrolDialog enrolment={enrolment} onClose={() => setEnrolment(null)} onCodes={onCodes} />
      </FirstUse>
    </Card>
  );
}

function SwitchedOn({ onCodes }: OnCodes) {
  const client = useQueryClient();
  const remove = useMutation(removeTwoFactor(client));
  const [act, setAct] = useState<"renew" | "remove" | null>(null);
  return (
    <div className="flex flex-col gap-5">
      <Card>
        <CardHeader title="Recovery codes" description="Each signs you in once when your phone is not at hand." />
        <CardBody className="text-muted text-sm">
          You saw them when two-factor was switched on. Are they lost, or used up? Then make new ones: the old ones stop
          working.
        </CardBody>
        <CardFooter className="justify-end">
          <Button onClick={() => setAct("renew")}>New recovery codes</Button>
        </CardFooter>
      </Card>
      <Card>
        <CardHeader title="Switch off" description="To change to another phone, switch it off and set it up again." />
        <CardFooter className="justify-end border-t-0">
          <Button variant="danger-outline" onClick={() => setAct("remove")}>
            Switch two-factor off
          </Button>
        </CardFooter>
      </Card>
      <FirstUse when={act === "renew"}>
        <ProofDialog
          open={act === "renew"}
          onOpenChange={() => setAct(null)}
          title="New recovery codes"
          submitLabel="Make new codes"
          submit={async (proof) => onCodes((await renewRecoveryCodes(proof)).recoveryCodes)}
        />
      </FirstUse>
      <FirstUse when={act === "remove"}>
        <ProofDialog
          open={act === "remove"}
          onOpenChange={() => setAct(null)}
          title="Switch two-factor off?"
          submitLabel="Switch off"
          danger
          submit={async (proof) => {
            await remove.mutateAsync(proof);
            showToast({
              tone: "success",
              title: "Two-factor is off",
              description: "Your password alone signs you in.",
            });
          }}
        />
      </FirstUse>
    </div>
  );
}
