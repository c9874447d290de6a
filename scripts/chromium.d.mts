export declare const chromiumArguments: string[];
export declare function findChromium(): string | undefined;
export declare function chromiumLaunchOptions(): { executablePath?: string; args: string[] };
export declare function ensureChromium(): string;
