/** Every test begins with an empty page, even if other test files used the page before. */
import { beforeEach } from "vitest";
import { cleanup } from "vitest-browser-react";

beforeEach(() => cleanup());
