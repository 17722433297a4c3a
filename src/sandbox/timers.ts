/** Timers that end with the sandbox. */

export interface Timers {
  /** Waits one pace; never resolves once the timers are cleared. */
  pause(): Promise<void>;
  clear(): void;
}

export function createTimers(paceMs: number): Timers {
  const running = new Set<NodeJS.Timeout>();
  return {
    pause: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          running.delete(timer);
          resolve();
        }, paceMs);
        running.add(timer);
      }),
    clear: () => {
      for (const timer of running) clearTimeout(timer);
    },
  };
}
