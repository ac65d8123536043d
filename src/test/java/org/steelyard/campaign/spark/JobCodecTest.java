package org.steelyard.campaign.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.steelyard.campaign.Job;
import org.steelyard.fit.FinishedFit;
import org.steelyard.fit.FitConfig;
import org.steelyard.fit.ParameterSetting;

/** A job that was serialised is the same job, with its files where they are now. */
class JobCodecTest {

    private record Everything(FinishedFit fit, List<FitConfig> configs, double[] numbers, Object nothing)
            implements Job<String> {

        @Override
        public List<Path> files() {
            return List.of();
        }

        @Override
        public String open() {
            return "";
        }

        @Override
        public Task task(String shared) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void thereAndBack() throws IOException, ClassNotFoundException {
        FitConfig config = FitConfig.ofCube("NGC 1380", Path.of("/data/cube.fits"), Path.of("/data/mge.ecsv"), 17.1)
                .withParameters(Map.of("mbh", ParameterSetting.NONE.withStart(1e8)));
        Everything job = new Everything(
                new FinishedFit(config, Map.of("mbh", 1.5e8), 83.2),
                List.of(config),
                new double[] {1, Double.NaN, -0.0},
                null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(JobCodec.encode(job));
        }
        Serializable form;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            form = (Serializable) in.readObject();
        }
        Everything same = (Everything) JobCodec.decode(form, path -> path);
        assertEquals(job.fit(), same.fit());
        assertEquals(job.configs(), same.configs());
        assertArrayEquals(job.numbers(), same.numbers());
        Everything moved = (Everything) JobCodec.decode(form, path -> Path.of("/executor" + path));
        assertEquals(
                Path.of("/executor/data/cube.fits"), moved.fit().config().data().cube());
        assertEquals(
                Path.of("/executor/data/mge.ecsv"),
                moved.configs().get(0).potential().mge());
    }
}
