package org.steelyard.fit;

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.units.InputException;

/**
 * A fitted galaxy that travels to another computer: its configuration, the values of its parameters, and the bytes of every file that the configuration names.
 *
 * @param config the configuration, its records and paths in serialisable form
 * @param files bytes by the file's path
 * @param values of all parameters at the minimum
 * @param pcPerArcsec [pc/arcsec] scale at the galaxy
 */
public record GalaxyParcel(
        Serializable config,
        LinkedHashMap<String, byte[]> files,
        LinkedHashMap<String, Double> values,
        double pcPerArcsec)
        implements Serializable {

    /** A path. */
    private record Name(String path) implements Serializable {}

    /** A record: its class and its components. */
    private record Form(String type, Serializable[] components) implements Serializable {}

    static GalaxyParcel of(FitConfig config, Map<String, Double> values, double pcPerArcsec) {
        LinkedHashMap<String, byte[]> files = new LinkedHashMap<>();
        for (Path file : Provenance.files(config)) {
            try {
                files.put(file.toString(), Files.readAllBytes(file));
            } catch (IOException e) {
                throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
            }
        }
        return new GalaxyParcel(encode(config), files, new LinkedHashMap<>(values), pcPerArcsec);
    }

    /**
     * Unpacks the files and prepares the fit from them: the same bits as where it was packed, given as much memory.
     *
     * @param folder an empty folder, which the files stay in
     * @return the galaxy
     * @throws InputException if the folder cannot be written
     */
    public FittedGalaxy open(Path folder) {
        return FittedGalaxy.open(unpack(folder), values, pcPerArcsec);
    }

    /**
     * Unpacks the files alone.
     *
     * @param folder an empty folder, which the files stay in
     * @return the configuration, its paths in that folder
     * @throws InputException if the folder cannot be written
     */
    public FitConfig unpack(Path folder) {
        Map<String, Path> places = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path place = folder.resolve(Integer.toString(places.size()))
                    .resolve(Path.of(file.getKey()).getFileName().toString());
            try {
                Files.createDirectories(place.getParent());
                Files.write(place, file.getValue());
            } catch (IOException e) {
                throw new InputException(place + ": cannot be written: " + e.getMessage(), e);
            }
            places.put(file.getKey(), place);
        }
        return (FitConfig) decode(config, places, folder);
    }

    private static Serializable encode(Object value) {
        if (value instanceof Path path) {
            return new Name(path.toString());
        }
        if (value instanceof Record) {
            RecordComponent[] parts = value.getClass().getRecordComponents();
            Serializable[] components = new Serializable[parts.length];
            for (int i = 0; i < parts.length; i++) {
                try {
                    components[i] = encode(parts[i].getAccessor().invoke(value));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
            return new Form(value.getClass().getName(), components);
        }
        if (value instanceof Map<?, ?> map) {
            LinkedHashMap<String, Serializable> encoded = new LinkedHashMap<>();
            map.forEach((key, element) -> encoded.put((String) key, encode(element)));
            return encoded;
        }
        return (Serializable) value;
    }

    private static Object decode(Object value, Map<String, Path> places, Path folder) {
        if (value instanceof Name name) {
            return places.getOrDefault(name.path(), folder);
        }
        if (value instanceof Form form) {
            Object[] components = Arrays.stream(form.components())
                    .map(component -> decode(component, places, folder))
                    .toArray();
            try {
                Class<?> type = Class.forName(form.type());
                Class<?>[] types = Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
                return type.getDeclaredConstructor(types).newInstance(components);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> decoded = new LinkedHashMap<>();
            map.forEach((key, element) -> decoded.put(key, decode(element, places, folder)));
            return decoded;
        }
        return value;
    }
}
