import { Pencil, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";

type EditDeleteButtonsProps = { onEdit: () => void; onDelete: () => void };

/** What the page of one thing offers to those who may change it. */
export function EditDeleteButtons({ onEdit, onDelete }: EditDeleteButtonsProps) {
  return (
    <>
      <Button onClick={onEdit}>
        <Pencil aria-hidden />
        Edit
      </Button>
      <Button variant="danger-outline" onClick={onDelete}>
        <Trash2 aria-hidden />
        Delete
      </Button>
    </>
  );
}
