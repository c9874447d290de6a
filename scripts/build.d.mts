export declare const distFolder: string;
export declare function build(): void;
export declare function buildIfStale(): void;
