// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign.spark;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.steelyard.campaign.Job;

/**
 * Turns a job into a form that Java serialises, and back where it is done. Records are taken apart; paths travel by
 * name.
 */
final class JobCodec {

    private JobCodec() {}

    private record Name(String path) implements Serializable {}

    private record Form(String type, ArrayList<Serializable> components) implements Serializable {}

    static Serializable encode(Job<?> job) {
        return encodeValue(job);
    }

    /**
     * @param form of a job
     * @param place where a file is now that had this path when the job was encoded
     */
    static Job<?> decode(Serializable form, UnaryOperator<Path> place) {
        return (Job<?>) decodeValue(form, place);
    }

    private static Serializable encodeValue(Object value) {
        if (value instanceof Path path) {
            return new Name(path.toString());
        }
        if (value instanceof Record) {
            ArrayList<Serializable> components = new ArrayList<>();
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                components.add(encodeValue(read(component, value)));
            }
            return new Form(value.getClass().getName(), components);
        }
        if (value instanceof List<?> list) {
            ArrayList<Serializable> elements = new ArrayList<>();
            list.forEach(element -> elements.add(encodeValue(element)));
            return elements;
        }
        if (value instanceof Map<?, ?> map) {
            LinkedHashMap<Serializable, Serializable> entries = new LinkedHashMap<>();
            map.forEach((key, element) -> entries.put(encodeValue(key), encodeValue(element)));
            return entries;
        }
        return (Serializable) value;
    }

    private static Object decodeValue(Object form, UnaryOperator<Path> place) {
        if (form instanceof Name name) {
            return place.apply(Path.of(name.path()));
        }
        if (form instanceof Form record) {
            return construct(
                    record.type(),
                    record.components().stream()
                            .map(component -> decodeValue(component, place))
                            .toArray());
        }
        if (form instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(decodeValue(element, place)));
            return elements;
        }
        if (form instanceof Map<?, ?> map) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            map.forEach((key, element) -> entries.put(decodeValue(key, place), decodeValue(element, place)));
            return entries;
        }
        return form;
    }

    private static Object read(RecordComponent component, Object from) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object construct(String type, Object[] components) {
        try {
            Class<?> record = Class.forName(type);
            Constructor<?> constructor = record.getDeclaredConstructor(Arrays.stream(record.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(components);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
