export declare function serveFolder(options: {
  folder: string;
  port?: number;
  base?: string;
  onRequest?: (path: string) => void;
}): Promise<{ url: string; port: number; close: () => Promise<void> }>;
export declare class PortInUseError extends Error {
  port: number;
}
