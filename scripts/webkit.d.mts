export interface InstalledWebKit {
  driver: string;
  display: string;
  browser: string;
}

export declare function findWebKit(): InstalledWebKit | undefined;
export declare function ensureWebKit(): boolean;
