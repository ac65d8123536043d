// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.steelyard.campaign.Job;

/**
 * Serialises jobs. Java serialisation writes the values. Values that it refuses are replaced: records by their components,
 * paths by their names, and views of lists by copies.
 */
final class JobCodec {

    private JobCodec() {}

    private record PathName(String name) implements Serializable {}

    private record RecordContent(Class<?> type, Object[] components) implements Serializable {}

    static byte[] encode(Job<?> job) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new Encoder(bytes)) {
            out.writeObject(job);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Restores a job.
     *
     * @param job an encoded job
     * @param copies maps each path of the job to the path of its copy on this machine
     */
    static Job<?> decode(byte[] job, UnaryOperator<Path> copies) {
        try (ObjectInputStream in = new Decoder(job, copies)) {
            return (Job<?>) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Encoder extends ObjectOutputStream {

        Encoder(OutputStream out) throws IOException {
            super(out);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object value) {
            if (value instanceof Path path) {
                return new PathName(path.toString());
            }
            if (value instanceof List<?> list && !(value instanceof Serializable)) {
                return new ArrayList<>(list);
            }
            return value instanceof Record record ? content(record) : value;
        }
    }

    private static final class Decoder extends ObjectInputStream {

        private final UnaryOperator<Path> copies;

        Decoder(byte[] bytes, UnaryOperator<Path> copies) throws IOException {
            super(new ByteArrayInputStream(bytes));
            this.copies = copies;
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object value) {
            if (value instanceof PathName path) {
                return copies.apply(Path.of(path.name()));
            }
            return value instanceof RecordContent content ? construct(content) : value;
        }
    }

    private static RecordContent content(Record record) {
        RecordComponent[] declared = record.getClass().getRecordComponents();
        Object[] components = new Object[declared.length];
        try {
            for (int k = 0; k < declared.length; k++) {
                Method accessor = declared[k].getAccessor();
                accessor.setAccessible(true);
                components[k] = accessor.invoke(record);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return new RecordContent(record.getClass(), components);
    }

    private static Object construct(RecordContent content) {
        Class<?>[] types = Arrays.stream(content.type().getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = content.type().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(content.components());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
