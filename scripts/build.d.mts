export declare const distFolder: string;
export declare function build(...options: string[]): void;
export declare function buildIfStale(): void;
