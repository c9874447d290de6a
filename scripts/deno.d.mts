export declare function ensureDeno(): string | undefined;
export declare function ensureDenoGpu(): boolean;
