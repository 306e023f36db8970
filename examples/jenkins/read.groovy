// Reads declarative pipelines of Jenkins and tells what each would do, after a line with its file: a
// line each, the word, then what it is given. A word that has no place where it stands is refused, as
// Jenkins refuses it, and the last line says so. One process reads many, as Groovy takes long to start.

class Section extends GroovyObjectSupport {
    static final PLACES = [
        '': ['pipeline'],
        pipeline: ['agent', 'options', 'environment', 'stages', 'post'],
        agent: ['docker'], docker: ['image', 'args'], options: ['timeout'],
        stages: ['stage'], stage: ['steps'], steps: ['sh'],
        post: ['always'], always: ['archiveArtifacts', 'junit'],
    ]
    private final String name
    private final Map named

    Section(String name, Map named) { this.name = name; this.named = named }

    Object invokeMethod(String word, Object given) {
        if (!(word in PLACES.get(name, []))) throw new IllegalArgumentException("$word has no place in $name")
        def words = given instanceof Object[] ? given.toList() : [given]
        if (!words || !(words.last() instanceof Closure)) {
            println "$word\t${words.join(' ')}"
            return
        }
        def inner = words.last().clone()
        inner.delegate = new Section(word, named)
        inner.resolveStrategy = Closure.DELEGATE_ONLY
        inner()
    }

    Object getProperty(String variable) {
        if (!(variable in named)) throw new IllegalArgumentException("nobody knows $variable")
        named[variable]
    }

    void setProperty(String variable, Object value) {
        if (name != 'environment') throw new IllegalArgumentException("$variable is set in $name")
        named[variable] = value as String
        println "$variable\t$value"
    }
}

args.each { file ->
    println "file\t$file"
    def outside = new Section('', [BUILD_NUMBER: '7'])
    try {
        new GroovyShell(new Binding(pipeline: { outside.invokeMethod('pipeline', it) })).evaluate(new File(file))
    } catch (Exception refused) {
        println "refused\t${refused.message.readLines().first()}"
    }
}
