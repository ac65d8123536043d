# Formula of Homebrew. `mvn -Prelease package` writes it with its version and checksum to target/homebrew.
class Steelyard < Formula
  desc "Black-hole masses from gas disks in ALMA cubes"
  homepage "https://github.com/steelyard-astro/steelyard"
  url "https://github.com/steelyard-astro/steelyard/releases/download/v@VERSION@/steelyard-@VERSION@.tar.gz"
  sha256 "@SHA256@"
  license "Apache-2.0"

  depends_on "openjdk"

  def install
    libexec.install "bin", "lib"
    (bin/"steelyard").write_env_script libexec/"bin/steelyard", Language::Java.overridable_java_home_env
    man1.install Dir["share/man/man1/*"]
    bash_completion.install "share/bash-completion/completions/steelyard"
    zsh_completion.install "share/zsh/site-functions/_steelyard"
    fish_completion.install "share/fish/vendor_completions.d/steelyard.fish"
  end

  test do
    assert_match "The installation works.", shell_output("#{bin}/steelyard check")
  end
end
