// SPDX-License-Identifier: Apache-2.0
package org.steelyard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Everything public says what it is. What comments say is checked by the compiler, {@code -Xdoclint}. */
class JavadocTest {

    @Test
    void everythingPublicIsExplained() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> silent = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new PublicScanner(docs, silent).scan(unit, null);
            }
        }
        assertEquals(List.of(), silent);
    }

    private static final class PublicScanner extends TreePathScanner<Void, Void> {

        private final DocTrees docs;
        private final List<String> silent;

        PublicScanner(DocTrees docs, List<String> silent) {
            this.docs = docs;
            this.silent = silent;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (!type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                return null;
            }
            require(type.getSimpleName().toString());
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            Tree owner = getCurrentPath().getParentPath().getLeaf();
            boolean isPrivate = method.getModifiers().getFlags().contains(Modifier.PRIVATE);
            boolean exposed = method.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    || owner.getKind() == Tree.Kind.INTERFACE && !isPrivate;
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            boolean constructsRecord = owner.getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
            if (exposed && !overrides && !constructsRecord) {
                require(((ClassTree) owner).getSimpleName() + "." + method.getName());
            }
            return null;
        }

        private void require(String name) {
            if (docs.getDocComment(getCurrentPath()) == null) {
                silent.add(getCurrentPath().getCompilationUnit().getSourceFile().getName() + ": " + name);
            }
        }
    }
}
