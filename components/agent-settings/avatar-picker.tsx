"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bot, ImageUp, X } from "lucide-react";
import { useRef, useState } from "react";
import { describeError } from "@/components/patterns/error-state";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toaster";
import { avatarQueries, LARGEST_AVATAR, removeAvatar, setAvatar } from "@/lib/client/avatar-queries";
import { formatBytes } from "@/lib/client/format-bytes";
import type { SettingCardProps } from "./settings-tab";

const accepted = ["image/png", "image/jpeg", "image/webp"] as const;

function refusalOf({ name, type, size }: File): string | null {
  if (!accepted.some((one) => one === type)) return `${name} is no PNG, JPEG or WebP picture.`;
  if (size > LARGEST_AVATAR)
    return `${name} has ${formatBytes(size)}; a picture has ${formatBytes(LARGEST_AVATAR)} at most.`;
  return null;
}

/** The picture of an agent, and how to set or remove it. */
export function AvatarPicker({ agent, locked }: SettingCardProps) {
  const client = useQueryClient();
  const { data } = useQuery(avatarQueries.one(agent.id));
  const setting = useMutation(setAvatar(client, agent.id));
  const removing = useMutation(removeAvatar(client, agent.id));
  const [refused, setRefused] = useState<string | null>(null);
  const take = (file: File | undefined) => {
    if (!file) return;
    const reason = refusalOf(file);
    setRefused(reason);
    if (reason) return;
    setting.mutate(file, {
      onSuccess: () => showToast({ tone: "success", title: `Picture of ${agent.name} set` }),
      onError: (error) => setRefused(describeError(error).message),
    });
  };
  const remove = () =>
    removing.mutate(undefined, {
      onSuccess: () => showToast({ tone: "success", title: `Picture of ${agent.name} removed` }),
      onError: (error) => setRefused(describeError(error).message),
    });
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-4">
        <Picture url={data?.avatar_url ?? null} name={agent.name} />
        {locked === undefined && (
          <div className="flex flex-wrap gap-2">
            <ChooseButton busy={setting.isPending} onFile={take} />
            {data?.avatar_url && (
              <Button variant="ghost" loading={removing.isPending} onClick={remove}>
                {!removing.isPending && <X aria-hidden />}
                Remove picture
              </Button>
            )}
          </div>
        )}
      </div>
      {refused && (
        <Alert tone="danger" live title="The picture was not changed">
          {refused}
        </Alert>
      )}
    </div>
  );
}

function Picture({ url, name }: { url: string | null; name: string }) {
  const frame =
    "flex size-16 shrink-0 items-center justify-center overflow-hidden rounded-xl border border-line bg-sunken";
  if (!url) {
    return (
      <span aria-hidden className={`${frame} text-muted`}>
        <Bot className="size-7" />
      </span>
    );
  }
  return <img src={url} alt={name} width={64} height={64} className={`${frame} object-cover`} />;
}

function ChooseButton({ busy, onFile }: { busy: boolean; onFile: (file: File | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accepted.join(",")}
        tabIndex={-1}
        aria-label="Picture"
        className="sr-only"
        onChange={({ target }) => {
          onFile(target.files?.[0]);
          target.value = "";
        }}
      />
      <Button loading={busy} onClick={() => input.current?.click()}>
        {!busy && <ImageUp aria-hidden />}
        Choose a picture…
      </Button>
    </>
  );
}
