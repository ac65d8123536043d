// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output that remembers why it could not be written: a full disk, a closed pipe, a closed descriptor. */
final class StandardOutput extends OutputStream {

    /** Text of the operating system for a pipe whose reader has ended, as of {@code | head}. */
    private static final String PIPE = "Broken pipe";

    private final OutputStream target;
    private IOException fault;

    StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    /** Writes to another stream. */
    StandardOutput(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            fault = fault == null ? e : fault;
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    /**
     * Exit code of a command whose output went here.
     *
     * @param code of the command itself
     * @return another one if some output is lost
     */
    int exitCode(int code) {
        return fault == null || code != ExitCode.DONE ? code : ExitCode.INPUT;
    }

    /** A line for the user on lost output; empty if there is none, or if its reader did not want more. */
    String complaint() {
        return fault == null || String.valueOf(fault.getMessage()).contains(PIPE)
                ? ""
                : "standard output cannot be written: " + fault.getMessage();
    }
}
