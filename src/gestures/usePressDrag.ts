import { type PointerEvent, useRef } from "react";

/** Movement in pixels that distinguishes a drag from a click or tap. */
const DRAG_THRESHOLD_PX = 4;

export interface PressDragOptions<From, Target extends Element> {
  /**
   * Called at a press: returns what a drag starts from, to be restored if need be; null ignores the
   * press.
   */
  start: (event: PointerEvent<Target>) => From | null;
  /** Called when the drag begins. */
  begin?: () => void;
  move: (event: PointerEvent<Target>, from: From, startX: number) => void;
  restore: (from: From) => void;
  /** Called when the drag or the press ends. */
  end?: () => void;
  /** Called for a press without a drag. */
  tap?: (event: PointerEvent<Target>) => void;
  /** Whether the press of a mouse or pen is a drag already, without a movement. */
  atOnce: boolean;
}

interface Press<From> {
  pointerId: number;
  startX: number;
  startY: number;
  from: From;
  dragging: boolean;
}

/**
 * Pointer handlers of what is dragged sideways. A finger drags only once it has moved sideways,
 * more than up or down: a tap or a swipe that scrolls the page moves nothing, and what a drag has
 * changed is restored if the browser takes the touch over (`pointercancel`). The element, or the
 * SVG around it, leaves vertical swipes to the page by `touch-action: pan-y`.
 */
export function usePressDrag<From, Target extends Element>(options: PressDragOptions<From, Target>) {
  const { start, begin, move, restore, end, tap, atOnce } = options;
  const press = useRef<Press<From> | null>(null);
  const drag = (event: PointerEvent<Target>, current: Press<From>) => {
    if (!current.dragging) {
      current.dragging = true;
      begin?.();
    }
    move(event, current.from, current.startX);
  };
  const release = ({ pointerId }: PointerEvent<Target>): Press<From> | null => {
    const ended = press.current;
    if (ended?.pointerId !== pointerId) return null;
    press.current = null;
    end?.();
    return ended;
  };
  return {
    onPointerDown: (event: PointerEvent<Target>) => {
      if (event.button !== 0 || press.current !== null) return;
      const from = start(event);
      if (from === null) return;
      const { pointerId, clientX, clientY } = event;
      press.current = { pointerId, startX: clientX, startY: clientY, from, dragging: false };
      // The browser captures a finger's pointer itself.
      if (event.pointerType === "touch") return;
      event.currentTarget.setPointerCapture(pointerId);
      if (atOnce) drag(event, press.current);
    },
    onPointerMove: (event: PointerEvent<Target>) => {
      const current = press.current;
      if (current?.pointerId !== event.pointerId) return;
      const across = Math.abs(event.clientX - current.startX);
      const isSwipe = event.pointerType === "touch" && across <= Math.abs(event.clientY - current.startY);
      if (current.dragging || (across >= DRAG_THRESHOLD_PX && !isSwipe)) drag(event, current);
    },
    onPointerUp: (event: PointerEvent<Target>) => {
      if (release(event)?.dragging === false) tap?.(event);
    },
    onPointerCancel: (event: PointerEvent<Target>) => {
      const ended = release(event);
      if (ended?.dragging) restore(ended.from);
    },
  };
}
