package dev.holdfast.compatibility;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Entities in and out. */
@RestController
@RequestMapping({"/entities", "/etag-inside", "/etag-outside"})
class EntitiesController {

    record Order(@NotBlank String item, @Max(9) int count) {}

    @PostMapping("/created")
    ResponseEntity<Order> created(@RequestBody @Valid Order order) {
        return ResponseEntity.created(URI.create("/entities/7")).body(new Order(order.item(), order.count() + 1));
    }

    @PostMapping("/text")
    String text(@RequestBody String text) {
        return "<" + text + ">";
    }

    @PostMapping("/entity")
    HttpEntity<String> entity(HttpEntity<String> entity) {
        return ResponseEntity.accepted()
                .header("X-Several", "one", "two")
                .body(entity.getHeaders().getContentType() + " " + entity.getBody());
    }

    @PostMapping("/list")
    List<Order> list() {
        return List.of(new Order("pen", 1), new Order("gr\u00fcn", 2));
    }

    @PostMapping("/large")
    List<Order> large() {
        return Collections.nCopies(100_000, new Order("pen", 1));
    }

    @PostMapping("/bytes")
    byte[] bytes(@RequestBody byte[] bytes) {
        return bytes;
    }

    @PostMapping("/download")
    ResponseEntity<Resource> download() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename("r\u00e9sum\u00e9.pdf", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(new ByteArrayResource(new byte[5000]));
    }

    @PostMapping("/tagged")
    ResponseEntity<String> tagged() {
        return ResponseEntity.ok()
                .eTag("v7")
                .lastModified(Instant.ofEpochSecond(1_000_000_000))
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)))
                .varyBy("Accept-Language")
                .body("tagged");
    }

    @PostMapping("/accepted")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void accepted() {}

    @PostMapping("/empty")
    void empty() {}

    @PutMapping("/{id}")
    ResponseEntity<Void> put(@PathVariable String id) {
        return ResponseEntity.noContent().header("X-Id", id).build();
    }

    @PatchMapping("/{id}")
    Order patch(@PathVariable String id, @RequestBody Order change) {
        return new Order(id, change.count());
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable String id) {
        return ResponseEntity.notFound().header("X-Id", id).build();
    }

    @GetMapping("/{id}")
    Order get(@PathVariable String id) {
        return new Order(id, 1);
    }

    @PostMapping("/streams")
    void streams(InputStream in, OutputStream out) throws IOException {
        in.transferTo(out);
    }

    @PostMapping("/characters")
    void characters(Reader in, Writer out) throws IOException {
        in.transferTo(out);
    }

    @PostMapping("/servlet")
    void servlet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(request.getReader().readLine());
        response.flushBuffer();
    }

    @PostMapping("/cookie")
    String cookie(HttpServletResponse response) {
        response.addCookie(new Cookie("a", "1"));
        response.addCookie(new Cookie("b", "2"));
        return "baked";
    }

    @PostMapping("/session")
    String session(HttpSession session) {
        return session.isNew() ? "new" : "old";
    }
}
