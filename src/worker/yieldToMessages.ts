const channel = new MessageChannel();
let resume: (() => void) | undefined;
channel.port1.onmessage = () => resume?.();

/** Resolves once the messages that wait have been handled: one to oneself comes after them, and unlike a timer it does not rest. One call at a time. */
export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    resume = resolve;
    channel.port2.postMessage(null);
  });
}
