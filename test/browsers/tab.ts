/** A page in a profile of its own. */
export interface Tab {
  /** Calls a function inside the page, where it can use its argument and nothing else from here. */
  evaluate<Argument, Result>(inPage: (argument: Argument) => Result, argument: Argument): Promise<Result>;
  close(): Promise<void>;
}

export interface TestedBrowser {
  open(url: string): Promise<Tab>;
  close(): Promise<void>;
}
