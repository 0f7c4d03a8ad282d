import { Bot, ClipboardCheck, FileInput, PackageOpen, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { consolePaths } from "@/lib/client/console-paths";

type Step = { icon: ReactNode; title: string; text: string; href: string | null; action: string };

function stepsFor(canSubmit: boolean, reviews: boolean): readonly Step[] {
  return [
    {
      icon: <PackageOpen />,
      title: "Submit a package",
      text: "Pack an agent as a .ncp file and drop it into Submissions. What the scan finds is shown at once.",
      href: "/submissions",
      action: canSubmit ? "Submit a package" : "See who may submit",
    },
    {
      icon: <ClipboardCheck />,
      title: "Review it",
      text: "An admin reads the files, the findings and what changed, and approves it or declines it with a reason.",
      href: reviews ? "/review" : null,
      action: "Open the review queue",
    },
    {
      icon: <Bot />,
      title: "See it run",
      text: "Muster installs what the agent needs and loads it. Its page shows its tools and its log; you can call a tool by hand.",
      href: "/agents",
      action: "Open the agents",
    },
  ];
}

type FirstStepsProps = { canSubmit: boolean; reviews: boolean; creates: boolean };

/** What an empty workspace shows: the main job in three steps, and the short way to an agent without a package. */
export function FirstSteps({ canSubmit, reviews, creates }: FirstStepsProps) {
  return (
    <section aria-labelledby="first-steps">
      <h2 id="first-steps" className="font-semibold text-base text-fg">
        From a package to a running agent
      </h2>
      <p className="mt-0.5 mb-4 text-muted text-sm">There is no agent here yet. Three steps lead to the first one.</p>
      <ol className="grid gap-3 md:grid-cols-3">
        {stepsFor(canSubmit, reviews).map(({ icon, title, text, href, action }, index) => (
          <li key={title} className="flex flex-col rounded-lg border border-line bg-raised p-4 shadow-low">
            <div className="mb-2 flex items-center gap-2 text-muted [&_svg]:size-4">
              <span aria-hidden>{icon}</span>
              <span className="text-xs">Step {index + 1}</span>
            </div>
            <h3 className="font-medium text-base text-fg">{title}</h3>
            <p className="mt-1 mb-4 flex-1 text-muted text-sm">{text}</p>
            {href && (
              <Button asChild variant={index === 0 ? "primary" : "secondary"} className="self-start">
                <Link href={href}>{action}</Link>
              </Button>
            )}
          </li>
        ))}
      </ol>
      {creates && <FirstAgent />}
    </section>
  );
}

function FirstAgent() {
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-line bg-raised p-4 shadow-low">
      <div className="min-w-0 flex-1 basis-72">
        <h3 className="font-medium text-base text-fg">Or create your first agent</h3>
        <p className="mt-1 text-muted text-sm">
          Without a package: it gets a workspace of its own, begins with the files of a template, and runs at once. Or
          import the zip of an agent that was exported elsewhere.
        </p>
      </div>
      <Button asChild>
        <Link href={consolePaths.importAgent}>
          <FileInput aria-hidden />
          Import an agent
        </Link>
      </Button>
      <Button asChild>
        <Link href={consolePaths.newAgent}>
          <Plus aria-hidden />
          Create your first agent
        </Link>
      </Button>
    </div>
  );
}
