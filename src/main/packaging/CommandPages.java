// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.cli.Main;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writes manual pages and the completions for bash, zsh and fish from the declarations of the commands:
 *
 * <pre>java -cp steelyard-VERSION-all.jar CommandPages.java SHARE DATE</pre>
 */
public final class CommandPages {

    private static final String NAME = "steelyard";

    private CommandPages() {}

    /**
     * Writes all files.
     *
     * @param arguments the folder share, and the date of the pages in ISO 8601
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path share = Path.of(arguments[0]);
        String date = arguments[1].substring(0, 10);
        CommandLine program = new CommandLine(new Main());
        write(share.resolve("man/man1/" + NAME + ".1"), page(program.getCommandSpec(), date));
        for (CommandLine command : commands(program)) {
            String name = command.getCommandSpec().qualifiedName("-");
            write(share.resolve("man/man1/" + name + ".1"), page(command.getCommandSpec(), date));
        }
        String bash = AutoComplete.bash(NAME, program);
        write(share.resolve("bash-completion/completions/" + NAME), bash);
        write(share.resolve("zsh/site-functions/_" + NAME), zsh(bash));
        write(share.resolve("fish/vendor_completions.d/" + NAME + ".fish"), fish(program));
    }

    private static List<CommandLine> commands(CommandLine program) {
        return program.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .distinct()
                .toList();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace("\r\n", "\n"));
    }

    /** One page in the macros of man(7). */
    private static String page(CommandSpec command, String date) {
        String name = command.qualifiedName("-");
        StringBuilder text = new StringBuilder();
        text.append(".TH ").append(name.toUpperCase(java.util.Locale.ROOT)).append(" 1 ").append(date);
        text.append(" \"Steelyard\" \"Steelyard\"\n.SH NAME\n");
        String[] description = command.usageMessage().description();
        text.append(roff(name)).append(" \\- ").append(roff(first(description))).append('\n');
        text.append(".SH SYNOPSIS\n");
        text.append(roff(command.commandLine().getHelp().synopsis(0).strip().replaceAll("\\s+", " ")));
        text.append("\n.SH DESCRIPTION\n").append(roff(String.join(" ", description))).append('\n');
        List<ArgSpec> arguments = new ArrayList<>(command.positionalParameters());
        arguments.addAll(command.options());
        section(text, "OPTIONS", arguments);
        List<CommandLine> commands = commands(command.commandLine());
        if (!commands.isEmpty()) {
            text.append(".SH COMMANDS\n");
            for (CommandLine each : commands) {
                CommandSpec spec = each.getCommandSpec();
                item(text, spec.name(), first(spec.usageMessage().description()) + " See " + spec.qualifiedName("-") + "(1).");
            }
        }
        String footer = Stream.of(command.usageMessage().footer()).filter(line -> !line.isBlank()).collect(Collectors.joining(" "));
        if (!footer.isEmpty()) {
            text.append(".SH EXIT STATUS\n").append(roff(footer)).append('\n');
        }
        return text.append(".SH ENVIRONMENT\n.TP\nJAVA_OPTS\noptions for the JVM, for example -Xmx8g\n").toString();
    }

    private static void section(StringBuilder text, String title, List<ArgSpec> arguments) {
        text.append(".SH ").append(title).append('\n');
        for (ArgSpec argument : arguments) {
            if (!argument.hidden()) {
                String names = argument instanceof OptionSpec option ? String.join(", ", option.names()) : "";
                String label = argument.arity().max() > 0 ? argument.paramLabel() : "";
                item(text, (names + " " + label).strip(), String.join(" ", argument.description()));
            }
        }
    }

    private static void item(StringBuilder text, String head, String body) {
        text.append(".TP\n\\fB").append(roff(head)).append("\\fR\n").append(roff(body)).append('\n');
    }

    private static String first(String[] lines) {
        return lines.length == 0 ? "" : plain(lines[0]);
    }

    private static String plain(String text) {
        return Ansi.OFF.string(text).replaceAll("\\s+", " ").strip();
    }

    private static String roff(String text) {
        String escaped = plain(text).replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    /** The script for bash, which zsh runs with its own emulation; the last line serves the first request. */
    private static String zsh(String bash) {
        return "#compdef " + NAME + "\n" + bash + "\n_bash_complete -o default -F _complete_" + NAME + "\n";
    }

    private static String fish(CommandLine program) {
        StringBuilder text = new StringBuilder("complete -c " + NAME + " -e\n");
        for (CommandLine command : commands(program)) {
            CommandSpec spec = command.getCommandSpec();
            text.append("complete -c ").append(NAME).append(" -f -n __fish_use_subcommand -a ").append(spec.name());
            text.append(" -d ").append(quoted(first(spec.usageMessage().description()))).append('\n');
            for (OptionSpec option : spec.options()) {
                if (!option.hidden()) {
                    text.append("complete -c ").append(NAME);
                    text.append(" -n '__fish_seen_subcommand_from ").append(spec.name()).append('\'');
                    for (String name : option.names()) {
                        text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
                    }
                    text.append(option.arity().max() > 0 ? " -r" : "");
                    text.append(" -d ").append(quoted(first(option.description()))).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
