/** Every WebAssembly module that the unit tests emit reads its locals within their bodies only. */
import { FunctionWriter } from "../../src/wasm";

FunctionWriter.checksLocals = true;
