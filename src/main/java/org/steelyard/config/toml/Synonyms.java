// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names that papers and other programs (KinMS, 3D-Barolo, SuperMAGE, DysmalPy, GALFIT, MgeFit) give to what a key of the
 * configuration holds. Capital letters, hyphens and underscores do not count.
 */
final class Synonyms {

    private static final Map<String, String> KEYS = new HashMap<>();

    static {
        add(
                "parameters.mbh",
                "bh m_bh log_mbh log_bh smbh bh_mass black_hole_mass mass_bh m_bullet point_mass mbh_log");
        add("parameters.mass_to_light_slope", "ml_gradient ml_slope mass_to_light_gradient upsilon_slope");
        add("parameters.mass_to_light", "ml m_l m/l upsilon mtol ml_ratio mass_light_ratio mass_to_light_ratio");
        add("parameters.inclination", "inc incl incl_deg inc_deg i_deg theta_inc");
        add("parameters.position_angle", "pa phi pos_angle posang pa_deg kin_pa pa_kin gamma_pa theta_pa");
        add("parameters.vsys", "systemic systemic_velocity v0 vel_sys v_helio voffset v_offset redshift z zsys cz");
        add(
                "parameters.dispersion",
                "sigma vdisp v_disp gas_sigma sigma_gas vel_disp velocity_dispersion sigma0 sigma_0 turbulence vturb");
        add("parameters.x", "xc xpos x_pos x0 xcen x_cen xcentre xcenter x_center x_centre xcent dx");
        add("parameters.y", "yc ypos y_pos y0 ycen y_cen ycentre ycenter y_center y_centre ycent dy");
        add("parameters.flux_scale", "flux tot_flux total_flux int_flux flux_factor");
        add("parameters.vrad", "vr v_r v_radial radial_velocity inflow outflow");
        add("galaxy.distance", "dist d dl d_l lum_dist luminosity_distance distance_mpc");
        add("galaxy.angular_diameter_distance", "da d_a ang_dist angular_distance");
        add("galaxy.name", "object target source galaxy_name gal_name");
        add("data.cube", "fits fits_in fits_file input_file image_cube data_cube cube_file");
        add("data.velocities", "vrange v_range vel_range velocity_range");
        add("data.channels", "chans chan_range channel_range channel");
        add("data.rest_frequency", "rest_freq freq0 restfrq f0 nu0 nu_rest obs_freq");
        add("data.beam", "bmaj bmin bpa beam_size psf beam_fwhm");
        add("data.pixel", "cell cell_size cdelt pix_scale pixel_scale pixel_size plate_scale");
        add("data.drop_channels", "bad_channels flag_channels exclude_channels");
        add("model.oversampling", "nsamps oversample over_sample sub_pixels subpixel osf oversampling_factor");
        add("model.block", "binning rebin block_size block_average downsample");
        add("potential.mge", "surf sigma_obs qobs mge_table mge_file sb_mge");
        add("potential.gas", "gas_grav gas_mass include_gas");
        add("fit.noise_rms", "rms noise_level rms_noise sigma_rms");
        add("fit.optimiser", "optimizer minimizer minimiser fitter method");
        add("fit.region", "fit_region ellipse fit_ellipse aperture");
        add("fit.starts", "nstarts n_starts restarts walkers");
        add("disk.surface_brightness", "sb_prof sbprof light light_profile sb_profile");
        add("disk.lucy_iterations", "niter n_iter iterations lucy");
    }

    private Synonyms() {}

    private static void add(String key, String words) {
        for (String word : words.split(" ", -1)) {
            KEYS.put(plain(word), key);
        }
    }

    /**
     * @param word a name without dots
     * @return the key or parameter that it means, with its section, or null
     */
    static String meaningOrNull(String word) {
        return KEYS.get(plain(word));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
